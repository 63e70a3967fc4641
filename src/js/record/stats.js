// What became of spans and of log lines. Each is counted when it is created, and once more when its fate is known.

export const spans = {
  created: 0,
  emitted: 0,
  dropped: { unsampled: 0, disabled: 0, logOff: 0, logThrew: 0, failed: 0 },
  open: 0,
};
export const lines = {
  created: 0,
  emitted: 0,
  dropped: { unsampled: 0, overflow: 0, logOff: 0, logThrew: 0 },
  open: 0,
};

export function stats() {
  const copy = (counts) => ({ ...counts, dropped: { ...counts.dropped } });
  return { ...copy(spans), lines: copy(lines) };
}
