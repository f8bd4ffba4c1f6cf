// Suites that share one booted shop when all of them run. Each runs alone by its own name: npm test integration-tests/http/<name>.spec.ts
// telemetry comes last: it registers an SDK, which stays registered.
import "../http/pay-page.spec"
import "../http/streams.spec"
import "../http/events.spec"
import "../http/telemetry.spec"
