//! A cart's service in axum: it continues the caller's trace, asks the stock's service as a child of it, and writes the
//! lines that the JavaScript package would write.
//!
//! ```sh
//! STOCK=http://127.0.0.1:4000 cargo run --package axum-service    # prints where it listens
//! ```

mod calls;
mod requests;

use std::time::SystemTime;

use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Router, middleware};
use tokio::net::TcpListener;
use tracehop::{
    Record, TraceContext,
    record::{Level, Log},
};

use calls::Stock;

const SERVICE: &str = "cart";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stock = Stock::new(std::env::var("STOCK").map_err(|_| "STOCK has to say where the stock's service is")?);
    let app = Router::new().route("/cart", get(cart)).with_state(stock).layer(middleware::from_fn(requests::traced));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

async fn cart(State(stock): State<Stock>, Extension(context): Extension<TraceContext>) -> Result<String, StatusCode> {
    let log = Log { context: Some(context.traceparent().into()), ..Log::new(Level::Info, "cart opened") };
    println!("{}", Record::new(SystemTime::now().into(), log).with_service(SERVICE).with_field("items", 3));
    stock.items(&context).await.map_err(|_| StatusCode::BAD_GATEWAY)
}
