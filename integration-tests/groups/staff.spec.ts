// Suites that share one booted shop when all of them run. Each runs alone by its own name: npm test integration-tests/http/<name>.spec.ts
import "../http/staff.spec"
import "../http/refunds.spec"
import "../http/admin-lists.spec"
import "../http/money.spec"
