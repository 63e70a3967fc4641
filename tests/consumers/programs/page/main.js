// Two programs, each of which loads no more than it imports.
if (location.hash === '#headers') import('./headers.js').then(({ send }) => send(api()));
else import('./checkout.js').then(({ checkout }) => checkout(api()));

function api() {
  return new URL(location.href).searchParams.get('api');
}
