// What a browser knows of a navigation, as fields of its span.
// [Navigation Timing](https://www.w3.org/TR/navigation-timing-2/)

/** The moments that are written, by their fields. */
const MOMENTS = {
  'navigation.request_start_ms': 'requestStart',
  'navigation.response_start_ms': 'responseStart',
  'navigation.response_end_ms': 'responseEnd',
  'navigation.dom_interactive_ms': 'domInteractive',
  'navigation.dom_content_loaded_ms': 'domContentLoadedEventEnd',
  'navigation.load_ms': 'loadEventEnd',
};

/** The fields of a navigation. Moments are in milliseconds since it started; one that has not come has no field. */
export function timesOf(navigation) {
  const { type, responseStatus, encodedBodySize, redirectCount } = navigation;
  const moments = Object.entries(MOMENTS).map(([field, name]) => [field, rounded(navigation[name])]);
  return {
    'http.response.status_code': responseStatus || undefined,
    'http.response.body.size': encodedBodySize || undefined,
    'navigation.type': type,
    'navigation.redirects': redirectCount || undefined,
    ...Object.fromEntries(moments),
  };
}

/** To the microsecond, which is finer than any browser measures. */
function rounded(ms) {
  return ms > 0 ? Math.round(ms * 1000) / 1000 : undefined;
}
