import { registerEnumType } from 'type-graphql';

/** How far a session is. */
export enum BallotSessionState {
  Open = 'OPEN',
  Closed = 'CLOSED',
  Voided = 'VOIDED',
}
registerEnumType(BallotSessionState, {
  name: 'BallotSessionState',
  description: 'Tình trạng phiên bỏ phiếu kín. How far a secret ballot is.',
  valuesConfig: {
    Open: { description: 'Đang nhận phiếu; chưa ai đọc được phiếu nào. Takes votes; nobody can read any.' },
    Closed: { description: 'Đã kiểm phiếu, khóa đã hủy. Counted; the key is destroyed.' },
    Voided: { description: 'Đã hủy, có lý do; phiếu không được kiểm. Void, with a reason; its votes are not counted.' },
  },
});

/** What a session came to for one nomination. */
export enum BallotOutcome {
  Passed = 'PASSED',
  Failed = 'FAILED',
  NoQuorum = 'NO_QUORUM',
  Voided = 'VOIDED',
}
registerEnumType(BallotOutcome, {
  name: 'BallotOutcome',
  description: 'Kết quả bỏ phiếu kín của một hồ sơ. What a secret ballot came to for one nomination.',
  valuesConfig: {
    Passed: { description: 'Đạt ngưỡng. The threshold was reached.' },
    Failed: { description: 'Không đạt ngưỡng. The threshold was not reached.' },
    NoQuorum: {
      description: 'Không đủ số thành viên tham gia: phiếu không được kiểm. No quorum: its votes were not opened.',
    },
    Voided: { description: 'Phiên bị hủy. The session was voided.' },
  },
});

/** Whether the result has moved its nomination. */
export enum BallotMove {
  None = 'NONE',
  Waiting = 'WAITING',
  Moved = 'MOVED',
  MovedOn = 'MOVED_ON',
}
registerEnumType(BallotMove, {
  name: 'BallotMove',
  description: 'Kết quả đã đưa hồ sơ đi tiếp chưa. Whether the result has moved its nomination.',
  valuesConfig: {
    None: { description: 'Không có gì để chuyển. There is nothing to move.' },
    Waiting: { description: 'Sắp chuyển. It will be moved in a moment.' },
    Moved: { description: 'Đã chuyển bước hoặc đã bị từ chối. It was advanced or rejected.' },
    MovedOn: {
      description:
        'Hồ sơ đã rời bước hội đồng trước khi có kết quả. It had left the council’s stage before there was a result.',
    },
  },
});

/** Why a member does not vote on a nomination. */
export enum RecusalKind {
  Conflict = 'CONFLICT',
  Declared = 'DECLARED',
}
registerEnumType(RecusalKind, {
  name: 'RecusalKind',
  description: 'Lý do không bỏ phiếu. Why a member does not vote on a nomination.',
  valuesConfig: {
    Conflict: {
      description:
        'Đã lập, sửa, trình hồ sơ hoặc là người được đề nghị. Drafted, edited or submitted it, or is nominated.',
    },
    Declared: { description: 'Tự rút khỏi biểu quyết, có lý do. Recused themself, with a reason.' },
  },
});
