import { STATUS_CODES } from 'node:http';
import type { Message } from '@thidua/contracts';
import type { GraphQLError } from 'graphql';
import { gatewayError, type GatewayErrorCode } from './gateway-error';

interface Failure {
  readonly code: GatewayErrorCode;
  readonly message: Message;
}

const FAILURES: Readonly<Record<number, Failure>> = {
  404: { code: 'NOT_FOUND', message: { vi: 'Không có địa chỉ này.', en: 'There is nothing at this address.' } },
  413: { code: 'BODY_TOO_LARGE', message: { vi: 'Yêu cầu quá lớn.', en: 'The request is too large.' } },
  415: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: { vi: 'Chỉ nhận content-type: application/json.', en: 'Only content-type: application/json is read.' },
  },
};

const BAD_REQUEST: Failure = {
  code: 'BAD_REQUEST',
  message: { vi: 'Yêu cầu không đúng dạng.', en: 'The request cannot be read.' },
};

/** A request that fails before it is an operation, by its HTTP status. Its public form says nothing of a fault of ours. */
export function httpError(status: number, more: Record<string, unknown> = {}): GraphQLError {
  if (status >= 500) {
    const phrase = STATUS_CODES[status] ?? 'Internal Server Error';
    return gatewayError('INTERNAL_SERVER_ERROR', { vi: phrase, en: phrase }, {}, status);
  }
  const { code, message } = FAILURES[status] ?? BAD_REQUEST;
  return gatewayError(code, message, more, status);
}

/** The explorer is switched off. */
export function explorerOff(): GraphQLError {
  return gatewayError(
    'EXPLORER_OFF',
    { vi: 'Trang khám phá đã được tắt trên hệ thống này.', en: 'The explorer is switched off on this system.' },
    {},
    404,
  );
}
