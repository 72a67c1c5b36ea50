// A certified OpenID Connect provider (oidc-provider) on this machine, standing in for a council's own sign-in. Whoever
// comes is signed in as the person it was told of, with the second factor it was told of.

import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { freePort } from './server.mjs';

/** A signing key nobody has had before. */
function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

/**
 * Start it for an address to come back to, with a key of its own. `person` holds `{ user, name, groups, amr, seconds }`,
 * `seconds` being for how long their token is good, and may be changed between tries. `port` is where it listens.
 */
export async function startProvider(back, person, port) {
  port ??= await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'goldthread', client_secret: 'a secret of the tests', redirect_uris: [back], response_types: ['code'], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub', 'preferred_username', 'name', 'groups', 'amr', 'auth_time'] },
    conformIdTokenClaims: false,
    jwks: { keys: [newKey()] },
    ttl: { IdToken: () => person.seconds ?? 3600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['keys of the tests'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: person.user, name: person.name, groups: person.groups }),
    }),
  });
  let interactions = 0;
  const answer = provider.callback();
  const server = createServer(async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return answer(request, response);
    interactions += 1;
    const { params } = await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId: person.user, clientId: params.client_id });
    grant.addOIDCScope('openid profile');
    const login = { accountId: person.user, amr: person.amr, remember: false, ts: Math.floor(Date.now() / 1000) };
    return provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); });
  return { issuer, port, stop, interactions: () => interactions };
}
