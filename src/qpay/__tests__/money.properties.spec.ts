import fc, { type Arbitrary } from "fast-check"
import {
  compareTugrik,
  convertToTugrik,
  formatTugrik,
  isTugrik,
  MoneyError,
  receivedTugrik,
  roundToTugrik,
  sameAmount,
  subtractTugrik,
} from "../money"

const CASES = { seed: Number(process.env.FUZZ_SEED ?? 20261121), numRuns: 10_000 }
const always = <T>(cases: Arbitrary<T>, holds: (drawn: T) => void) => fc.assert(fc.property(cases, holds), CASES)

const MILLION = 1_000_000n
/** An amount in exact millionths, up to ten billion: the reference that floats are compared with. */
const millionths = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 16n }),
  // Just at, below and above a half.
  fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.constantFrom(0n, 1n, 499_999n, 500_000n, 500_001n, 999_999n))
    .map(([whole, part]) => whole * MILLION + part)
)
const text = (exact: bigint) => `${exact / MILLION}.${String(exact % MILLION).padStart(6, "0")}`
/** The same amount as QPay or Medusa may write it; as a float only where a float still tells millionths apart. */
const written = (exact: bigint): Arbitrary<number | string> => {
  const short = text(exact).replace(/\.?0+$/, "") || "0"
  return fc.constantFrom(
    text(exact),
    short,
    `+${text(exact)}`,
    `0${text(exact)}`,
    ` ${short} `,
    ...(exact < 10n ** 14n ? [Number(text(exact))] : [])
  )
}
const amount = millionths.chain((exact) => written(exact).map((spelled) => ({ exact, spelled })))

describe("money, whatever the amount is", () => {
  it("is rounded half up to whole tugrik, however it is written", () => {
    always(amount, ({ exact, spelled }) =>
      expect(roundToTugrik(spelled)).toBe(Number((exact + MILLION / 2n) / MILLION))
    )
  })

  it("that was received is the exact sum cut down, in any order and any spelling", () => {
    const some = fc.array(amount, { maxLength: 8 })
    always(some, (parts) => {
      const sum = parts.reduce((total, { exact }) => total + exact, 0n)
      const spelled = parts.map(({ spelled }) => spelled)
      expect(receivedTugrik(spelled)).toBe(Number(sum / MILLION))
      expect(receivedTugrik([...spelled].reverse())).toBe(Number(sum / MILLION))
    })
  })

  it("equals itself in every spelling, and nothing else", () => {
    const pairs = fc.oneof(
      millionths.chain((exact) => fc.tuple(fc.constant([exact, exact]), written(exact), written(exact))),
      fc.tuple(millionths, fc.constantFrom(1n, -1n, 500_000n, MILLION)).chain(([a, step]) => {
        const b = a + step < 0n ? a + MILLION : a + step
        return fc.tuple(fc.constant([a, b]), written(a), written(b))
      })
    )
    always(pairs, ([[a, b], first, second]) => expect(sameAmount(first, second)).toBe(a === b))
  })

  it("in another currency is the exact product, rounded half up once", () => {
    const rate = fc.bigInt({ min: 1n, max: 10_000n * MILLION })
    always(fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), rate), ([exact, per]) => {
      const product = exact * per
      const whole = (product + (MILLION * MILLION) / 2n) / (MILLION * MILLION)
      expect(convertToTugrik(text(exact), text(per))).toBe(Number(whole))
      expect(convertToTugrik(text(exact), 1)).toBe(roundToTugrik(text(exact)))
    })
  })

  it("is subtracted, compared and shown without loss", () => {
    const whole = fc.maxSafeNat()
    always(fc.tuple(whole, whole), ([a, b]) => {
      const [less, more] = a < b ? [a, b] : [b, a]
      expect(subtractTugrik(more, less) + less).toBe(more)
      if (less !== more) expect(() => subtractTugrik(less, more)).toThrow(MoneyError)
      expect(compareTugrik(a, b)).toBe(Math.sign(a - b))
      expect(Number(formatTugrik(a).replace(/[₮,]/g, ""))).toBe(a)
      expect(formatTugrik(a)).toMatch(/^₮\d{1,3}(,\d{3})*$/)
    })
  })

  it("is refused or understood, never guessed: text that is no number proves nothing", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789.,+-e ₮'_"), maxLength: 12 })
    const anything = fc.oneof(digits, fc.string({ unit: "binary" }), fc.double(), fc.anything())
    let understood = 0
    always(anything, (value) => {
      for (const read of [roundToTugrik, (one: unknown) => receivedTugrik([one])]) {
        let tugrik: number
        try {
          tugrik = read(value as never)
        } catch (error) {
          expect(error).toBeInstanceOf(MoneyError)
          continue
        }
        understood++
        expect(isTugrik(tugrik)).toBe(true)
        expect(["string", "number"]).toContain(typeof value)
        // Number() knows other spellings ("", "0x10"), but where both read, they agree.
        expect(Math.abs(tugrik - Number(value))).toBeLessThanOrEqual(1)
      }
    })
    expect(understood).toBeGreaterThan(100)
  })
})
