// The connection to the demo's server: it sends the lines of all services, and gets the lines of this page.

/**
 * Follows the lines: those already there first, then each as it is printed. The browser itself connects again after a
 * loss.
 *
 * @param {{ line: (text: string) => void, replayed: () => void, connected: (yes: boolean) => void }} to
 */
export function follow({ line, replayed, connected }) {
  const source = new EventSource('/lines/live');
  source.onopen = () => connected(true);
  source.onerror = () => connected(false);
  source.onmessage = ({ data }) => line(data);
  source.addEventListener('replayed', () => replayed());
}

/**
 * A place for this page's own lines: hands them to the server, from where they come back like those of every service.
 *
 * @param {(text: string) => void} onLost gets the lines that the server did not take
 */
export function lineWriter(onLost) {
  /** @type {string[]} */
  let waiting = [];
  const send = async () => {
    const lines = waiting;
    waiting = [];
    try {
      // The browser's own fetch: handing in lines is not part of any trace.
      const { ok } = await fetch('/lines', { method: 'POST', body: lines.join('\n'), keepalive: true });
      if (!ok) lines.forEach(onLost);
    } catch {
      lines.forEach(onLost);
    }
  };
  return (/** @type {string} */ text) => {
    waiting.push(text);
    if (waiting.length === 1) queueMicrotask(send);
  };
}
