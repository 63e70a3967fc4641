import { extract, inject } from '../../twin/context.js';

export const ops = {
  headers_in_out: (received) => {
    const sent = new Headers();
    inject(extract(received).child(), sent);
    return sent;
  },
};
