/** Runs the tasks in their order, at most `slots` at a time. */
export async function pool(slots, tasks) {
  const waiting = [...tasks]
  const slot = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task()
  }
  await Promise.all(Array.from({ length: slots }, slot))
}
