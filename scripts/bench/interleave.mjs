// Base and candidate are measured in turn, because the machine drifts: each round runs every kind once, beginning
// with another one each time. What a kind leaves running is waited for, and counts as its own.

/**
 * @param kinds by name: `prepare()` makes what one sample needs, `run(prepared)` answers its milliseconds
 * @returns by name: samples of one round have the same index. `ms` is what `run` said; `cpu` (milliseconds of the
 *   server's process) and `statements` (SQL) include what went on after the answer
 */
export async function interleave(store, kinds, { warmUp, rounds, least, budgetMs }) {
  const names = Object.keys(kinds)
  const samples = Object.fromEntries(names.map((name) => [name, { ms: [], cpu: [], statements: [], prepared: [] }]))
  const began = performance.now()
  for (let round = 0; round < warmUp + rounds; round++) {
    if (round >= warmUp + least && performance.now() - began > budgetMs) break
    const prepared = await Promise.all(names.map((name) => kinds[name].prepare()))
    await store.probe("idle")
    for (let turn = 0; turn < names.length; turn++) {
      const at = (round + turn) % names.length
      const name = names[at]
      const before = await store.probe("counters")
      const ms = await kinds[name].run(prepared[at])
      await store.probe("idle")
      const after = await store.probe("counters")
      samples[name].prepared.push(prepared[at])
      if (round < warmUp) continue
      samples[name].ms.push(ms)
      samples[name].cpu.push(after.cpuMs - before.cpuMs)
      samples[name].statements.push(after.statements - before.statements)
    }
  }
  return samples
}

export async function timed(work) {
  const began = performance.now()
  await work()
  return performance.now() - began
}
