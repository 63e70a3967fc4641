// The bindings that www/server/edge.mjs gives to every worker: addresses.
declare namespace Cloudflare {
  interface Env {
    GATEWAY: string;
    CART: string;
    PAYMENT: string;
    BANK: string;
    MOVED_BANK: string;
    INVENTORY: string;
  }
}
