import { registerEnumType } from 'type-graphql';

/** How the sheet lies. */
export enum CertificateOrientation {
  Landscape = 'LANDSCAPE',
  Portrait = 'PORTRAIT',
}
registerEnumType(CertificateOrientation, {
  name: 'CertificateOrientation',
  description: 'Khổ giấy A4 ngang hay dọc. How the A4 sheet lies.',
  valuesConfig: {
    Landscape: { description: 'Ngang. Landscape.' },
    Portrait: { description: 'Dọc. Portrait.' },
  },
});

/** How far a batch is. */
export enum CertificateBatchState {
  Queued = 'QUEUED',
  Running = 'RUNNING',
  Done = 'DONE',
  Failed = 'FAILED',
  Expired = 'EXPIRED',
}
registerEnumType(CertificateBatchState, {
  name: 'CertificateBatchState',
  description: 'Việc in lô giấy chứng nhận đến đâu. How far a batch of certificates is.',
  valuesConfig: {
    Queued: { description: 'Đang chờ. Waits.' },
    Running: { description: 'Đang lập. Being made.' },
    Done: { description: 'Đã xong, tải về được. Done: it can be downloaded.' },
    Failed: { description: 'Không lập được sau nhiều lần thử. It failed after several attempts.' },
    Expired: { description: 'Đã hết hạn tải; yêu cầu lại để lập lại. Past its time; ask again.' },
  },
});
