import { extract, inject } from 'tracehop';

export const ops = {
  headers_in_out: (received) => {
    const sent = new Headers();
    inject(extract(received).child(), sent);
    return sent;
  },
};
