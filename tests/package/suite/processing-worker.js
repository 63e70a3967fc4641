/** A worker for the vectors on the wire: the request says in `x-vector` what kind of service it wants. */

import { serviceOf } from './support/processing.js';

export default {
  fetch(request, env) {
    const vector = JSON.parse(request.headers.get('x-vector'));
    return serviceOf(vector, `${env.ECHO}/echo/next`)(request);
  },
};
