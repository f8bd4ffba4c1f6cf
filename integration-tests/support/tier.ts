export type Tier = "quick" | "full"

/** "quick" is what `npm test` runs before each commit; "full" is `npm run test:all`. */
export const TIER: Tier = process.env.QPAY_TEST_TIER === "full" ? "full" : "quick"

/** A number of draws, shoppers or rounds for each tier: `perTier(30, 200)`. */
export const perTier = <T>(quick: T, full: T): T => (TIER === "full" ? full : quick)

/** A test of the full tier. The quick one shows it as skipped: it takes minutes, or repeats what a shorter test proves. */
export const inFullTier = TIER === "full" ? it : it.skip
