// node scripts/serve.mjs [folder] [port]: serves the built page (dist/) on 127.0.0.1.
import { inRoot } from './lib/paths.mjs';
import { runMain } from './lib/say.mjs';
import { serve } from './lib/server.mjs';

await runMain(async () => {
  const [folder = inRoot('dist'), port = '4173'] = process.argv.slice(2);
  const { url } = await serve(folder, { port: Number(port) });
  console.log(url);
});
