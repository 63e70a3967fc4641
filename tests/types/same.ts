/** `true` when both types are one and the same, `any` being the same as nothing else. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Does not compile unless `T` is `true`. */
export function equals<T extends true>(holds: T): void {
  void holds;
}
