/** Where to go from here. */
export function SiteFooter() {
  return (
    <footer className="site-footer">
      <a href="/docs">How to call this from your own program</a>
      <a href="/openapi.json">OpenAPI description</a>
    </footer>
  );
}
