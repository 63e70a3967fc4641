/** The entry for workerd: a request checks everything and is answered with the results. */

import { host } from './host.js';
import { checkAll } from './index.js';

export default {
  async fetch(request) {
    return Response.json(await checkAll({ ...host, ...(await request.json()) }));
  },
};
