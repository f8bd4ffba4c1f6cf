// Suites that share one booted shop when all of them run. Each runs alone by its own name: npm test integration-tests/http/<name>.spec.ts
// privacy comes last: QPay refuses the password in its last test, and the provider remembers that for a while.
import "../http/reconcile.spec"
import "../http/attacks.spec"
import "../http/unfinished-orders.spec"
import "../http/outages.spec"
import "../http/privacy.spec"
