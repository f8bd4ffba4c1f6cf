// Suites that share one booted shop when all of them run. Each runs alone by its own name: npm test integration-tests/http/<name>.spec.ts
import "../http/checkout.spec"
import "../http/carts.spec"
import "../http/cart-guard.spec"
import "../http/open-session.spec"
import "../http/callbacks.spec"
