/** Ends a test that hangs. It is no measure: the wait is over as soon as the assertion holds. */
const HANG_MS = 60_000

/** Repeats an assertion until it holds; fails with its own error after `ms`. */
export async function eventually<T>(assertion: () => Promise<T> | T, ms = HANG_MS): Promise<T> {
  const until = Date.now() + ms
  for (;;) {
    try {
      return await assertion()
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
