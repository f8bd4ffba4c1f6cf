/** A QR code at the size and weight of the dashboard's icons. */
export function QrIcon() {
  return (
    <svg width="15" height="15" viewBox="0 0 15 15" fill="none" aria-hidden="true">
      <g stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        <rect x="1.75" y="1.75" width="4.25" height="4.25" rx="0.75" />
        <rect x="9" y="1.75" width="4.25" height="4.25" rx="0.75" />
        <rect x="1.75" y="9" width="4.25" height="4.25" rx="0.75" />
        <path d="M9 9h1.5v1.5M13.25 9v1.75M9 13.25h.25M11.5 13.25h1.75" />
      </g>
    </svg>
  )
}
