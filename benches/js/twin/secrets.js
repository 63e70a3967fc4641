// What a URL may say in a log, by the rules of tracehop.

const SECRETS = new Set([
  'awsaccesskeyid',
  'signature',
  'sig',
  'xgoogsignature',
  'xamzsignature',
  'xamzcredential',
  'xamzsecuritytoken',
  'token',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'authtoken',
  'sessiontoken',
  'apikey',
  'xapikey',
  'password',
  'passwd',
  'secret',
  'clientsecret',
  'code',
  'jwt',
  'authorization',
  'credential',
]);

/** Names that are written as they are looked up: then no copy of them is needed. */
const PLAIN = /^[a-z0-9]*$/;

/** An absolute URL, as URL writes it, without its secrets. */
export function redacted(href) {
  const start = href.indexOf('://') + 3;
  const path = href.indexOf('/', start);
  const at = href.lastIndexOf('@', path);
  const shown = at >= start ? `${href.slice(0, start)}REDACTED:REDACTED${href.slice(at)}` : href;
  return shown.includes('=') ? withoutSecretValues(shown) : shown;
}

function withoutSecretValues(href) {
  let shown = '';
  let copied = 0;
  for (let equals = href.indexOf('='); equals >= 0; equals = href.indexOf('=', equals + 1)) {
    let name = equals;
    while (name > 0 && !isSeparator(href.charCodeAt(name - 1))) name--;
    if (name === 0 || !isSecret(href.slice(name, equals))) continue;
    const end = href.indexOf('&', equals);
    shown += `${href.slice(copied, equals + 1)}REDACTED`;
    copied = end < 0 ? href.length : end;
    equals = copied - 1;
  }
  return copied === 0 ? href : shown + href.slice(copied);
}

/** One of `?`, `&`, `#`, `;`, `=`. */
function isSeparator(code) {
  return code === 63 || code === 38 || code === 35 || code === 59 || code === 61;
}

function isSecret(name) {
  if (PLAIN.test(name)) return SECRETS.has(name);
  const decoded = name.replace(/%([0-9a-f]{2})/gi, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  return SECRETS.has(decoded.toLowerCase().replace(/[-_]/g, ''));
}
