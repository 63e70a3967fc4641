// A sink that keeps records as they are, for tests.

import { sinkWith } from './sink.js';

export function memorySink() {
  const records = [];
  const members = {
    records,
    clear() {
      records.length = 0;
    },
  };
  // Fields are the application's own object, which may change after the call.
  const copied = (record) => ({ ...record, fields: record.fields && { ...record.fields } });
  return sinkWith(members, copied, (record) => records.push(record));
}
