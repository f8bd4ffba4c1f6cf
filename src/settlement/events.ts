/** The provider refused to drop a session, being paid or QPay being silent: settlement should look at it. Data: `{ session_id }`. */
export const SETTLE_REQUESTED = "qpay.settle_requested"
