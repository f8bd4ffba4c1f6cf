/** Repeats an assertion until it holds; fails with its own error after `ms`. */
export async function eventually<T>(assertion: () => Promise<T> | T, ms = 5000): Promise<T> {
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
