/** Stands for every service that a README names: answers with JSON, and lets any page in. */

export const ANSWER = { ok: true, items: [] };

export const answerTo = () => Response.json(ANSWER);

export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*, traceparent, tracestate',
};
