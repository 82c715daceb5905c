import { type Mandate, type Message, POSITION_NAMES } from '@thidua/contracts';
import type { GraphQLError } from 'graphql';
import { gatewayError, unauthenticated } from '../errors/gateway-error';
import type { Account } from './caller';

const SIGN_IN_AGAIN: Message = {
  vi: 'Phiên đăng nhập không hợp lệ hoặc đã hết hạn. Hãy đăng nhập lại.',
  en: 'The token or session is not valid or has expired. Sign in again.',
};

/** The token or the session proves nothing: forged, expired, for somebody else, or ended. */
export function signInAgain(): GraphQLError {
  return unauthenticated(SIGN_IN_AGAIN);
}

/** The person has signed out: whatever their token or session still says, it is over. */
export function signedOut(): GraphQLError {
  return unauthenticated({
    vi: 'Bạn đã đăng xuất khỏi phiên này. Hãy đăng nhập lại.',
    en: 'You have signed out of this session. Sign in again.',
  });
}

/** The issuer cannot be asked at the moment, so tokens that are not known yet cannot be checked. */
export function signInUnavailable(): GraphQLError {
  return gatewayError(
    'SIGN_IN_UNAVAILABLE',
    {
      vi: 'Máy chủ đăng nhập tạm thời không trả lời nên chưa kiểm tra được phiên đăng nhập. Hãy thử lại sau.',
      en: 'The sign-in server does not answer at the moment, so the token cannot be checked. Try again later.',
    },
    {},
    503,
  );
}

/** The account is nobody's: the only thing that its holder is told. */
export function identityNotLinked({ provider, subject }: Pick<Account, 'provider' | 'subject'>): GraphQLError {
  return gatewayError(
    'IDENTITY_NOT_LINKED',
    {
      vi: `Tài khoản “${subject}” (${provider}) chưa được liên kết với đoàn viên nào. Hãy đề nghị cán bộ công đoàn của đơn vị bạn liên kết tài khoản này.`,
      en: `The account “${subject}” (${provider}) is not linked to a member. Ask an officer of your unit to link it.`,
    },
    { provider, subject },
    403,
  );
}

/** A command by somebody who holds several mandates and names none: which one it is done under must be their choice. */
export function mandateNotChosen(mandates: readonly Mandate[]): GraphQLError {
  return gatewayError(
    'MANDATE_NOT_CHOSEN',
    {
      vi: 'Bạn giữ nhiều chức danh: hãy chọn một chức danh để thực hiện (tiêu đề X-Act-As).',
      en: 'You hold several mandates: choose the one to act under (header X-Act-As).',
    },
    {
      field: 'X-Act-As',
      mandates: mandates.map(({ id, position, unitId }) => ({
        id,
        position,
        positionName: POSITION_NAMES[position].vi,
        unitId,
      })),
    },
    400,
  );
}

/** The mandate was in force when the command began and no longer is: what is left of it is not done. */
export function mandateEnded(): GraphQLError {
  return gatewayError('FORBIDDEN', {
    vi: 'Chức danh của bạn không còn hiệu lực; phần còn lại của lệnh không được thực hiện.',
    en: 'Your mandate is no longer in force; the rest of the command was not carried out.',
  });
}

/** A browser session works for our own page alone: another site, or another port, cannot act with it. */
export function foreignPage(): GraphQLError {
  return gatewayError(
    'CROSS_SITE_REQUEST',
    {
      vi: 'Yêu cầu đến từ một trang khác; phiên đăng nhập chỉ dùng được từ trang của hệ thống này.',
      en: 'The request comes from another page; the session can only be used by this system’s own.',
    },
    { field: 'Origin' },
    403,
  );
}
