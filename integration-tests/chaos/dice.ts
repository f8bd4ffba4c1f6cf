import { createRandom } from "../../src/simulator/random"

/** Chance from a seed: the same seed throws the same numbers. */
export class Dice {
  private readonly random
  constructor(seed: number) {
    this.random = createRandom(seed)
  }

  /** From 0 up to, not including, 1. */
  fraction(): number {
    return this.random.bytes(4).readUInt32BE() / 2 ** 32
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1))
  }

  chance(share: number): boolean {
    return this.fraction() < share
  }

  pick<Item>(list: readonly Item[]): Item {
    return list[Math.floor(this.fraction() * list.length)] as Item
  }

  /** One of the keys, each as likely as its weight. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key {
    const entries = Object.entries(weights) as [Key, number][]
    let left = this.fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) {
      left -= weight
      if (left < 0) return key
    }
    return entries[0]?.[0] as Key
  }
}
