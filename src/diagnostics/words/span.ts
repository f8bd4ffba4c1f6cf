const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const

/** A time in whole days, hours, minutes or seconds: the largest of which there is one. */
export function span(seconds: number): { count: number; unit: (typeof UNITS)[number][1] } {
  const [size, unit] = UNITS.find(([least]) => seconds >= least) ?? [1, "second"]
  return { count: Math.floor(seconds / size), unit }
}
