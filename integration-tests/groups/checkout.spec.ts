// Suites that share one booted shop when all of them run. Each runs alone by its own name: npm test integration-tests/http/<name>.spec.ts
// open-session comes last: QPay refuses the password in its last test, and the provider remembers that for a while.
import "../http/checkout.spec"
import "../http/carts.spec"
import "../http/cart-guard.spec"
import "../http/callbacks.spec"
import "../http/open-session.spec"
