export default {
  fetch: () => Response.json({ status: 'healthy' }),
} satisfies ExportedHandler;
