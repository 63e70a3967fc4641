// Where lines go: nowhere, but only after one character was read, without which a line may not have been put together.

let sum = 0;

export function swallow(line) {
  sum = (sum + line.charCodeAt(line.length - 2)) | 0;
}
