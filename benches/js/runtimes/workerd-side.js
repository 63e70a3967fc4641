// What runs in the worker: a request asks, the response is the answer.

export function serve(measureHere) {
  return {
    async fetch(request, { EVALUATE }) {
      const host = {
        clock: () => performance.now(),
        // workerd gives no way to collect garbage when asked.
        collect() {},
        evaluate: (text) => EVALUATE.eval(text),
      };
      return Response.json(await measureHere(await request.json(), host));
    },
  };
}
