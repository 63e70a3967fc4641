// A sink that keeps records as they are, for tests.

import { checkOptions } from '../options/options.js';
import { flag } from '../options/rows.js';
import { fixedRecords } from './fixed-record.js';
import { plainRecord } from './plain-record.js';
import { sinkWith } from './sink.js';

export function memorySink(options) {
  const { fixed } = checkOptions('memorySink', options, { fixed: flag });
  const records = [];
  let kept;
  const members = {
    records,
    clear() {
      records.length = 0;
      kept = fixed ? fixedRecords() : (record) => record;
    },
  };
  members.clear();
  return sinkWith(members, plainRecord, (record) => records.push(kept(record)));
}
