import type { ClientMetadata } from 'oidc-provider';

/** The access tokens' audience: the graph. */
export const GRAPH_RESOURCE = 'urn:thidua:graph';

/** The gateway, which signs people in for the explorer. */
export const GATEWAY_CLIENT = 'thidua-gateway';

/** `npm run token`, the cycle run and tests: nobody listens at its redirect, which they read from the answer. */
export const COMMAND_LINE_CLIENT = 'thidua-command-line';

/**
 * The clients of the issuer: both are ours, so nobody is asked whether they may.
 * @param publicUrl the gateway as browsers open it.
 * @param gatewaySecret what the gateway proves itself with.
 */
export function registeredClients(publicUrl: string, gatewaySecret: string): ClientMetadata[] {
  const common = {
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    id_token_signed_response_alg: 'ES256' as const,
    scope: 'openid profile',
  };
  return [
    {
      ...common,
      client_id: GATEWAY_CLIENT,
      client_name: 'thidua',
      client_secret: gatewaySecret,
      token_endpoint_auth_method: 'client_secret_basic',
      redirect_uris: [`${publicUrl}/session/callback`],
      post_logout_redirect_uris: [`${publicUrl}/explorer`],
    },
    {
      ...common,
      client_id: COMMAND_LINE_CLIENT,
      client_name: 'npm run token',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'],
    },
  ];
}
