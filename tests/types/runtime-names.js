/**
 * The names that an entry exports when the package runs. This file stands in the consumer's folder, to import as it
 * does.
 */
export async function runtimeNames(subpath) {
  return Object.keys(await import(`tracehop${subpath.slice(1)}`)).sort();
}
