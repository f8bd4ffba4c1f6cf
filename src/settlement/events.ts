/** The provider has met money outside settlement: somebody should look at this session. Data: `{ session_id }`. */
export const SETTLE_REQUESTED = "qpay.settle_requested"
