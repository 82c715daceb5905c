import type { Message } from './message';

/** Positions that an officer can hold (domain.md §1). A position gives the mandate to act for its unit. */
export const OFFICER_POSITIONS = [
  'CHAIR',
  'VICE_CHAIR',
  'STANDING_COMMITTEE_MEMBER',
  'EXECUTIVE_COMMITTEE_MEMBER',
  'INSPECTION_COMMITTEE_MEMBER',
  'WOMENS_BOARD_MEMBER',
  'EMULATION_COUNCIL_MEMBER',
  'EMULATION_COUNCIL_SECRETARY',
  'FULL_TIME_CADRE',
] as const;
/** A position of an officer. */
export type OfficerPosition = (typeof OFFICER_POSITIONS)[number];

/** Vietnamese and English names of the positions, for messages and pages. */
export const POSITION_NAMES: Readonly<Record<OfficerPosition, Message>> = {
  CHAIR: { vi: 'Chủ tịch', en: 'chair' },
  VICE_CHAIR: { vi: 'Phó Chủ tịch', en: 'vice-chair' },
  STANDING_COMMITTEE_MEMBER: { vi: 'Ủy viên Ban Thường vụ', en: 'standing committee member' },
  EXECUTIVE_COMMITTEE_MEMBER: { vi: 'Ủy viên Ban Chấp hành', en: 'executive committee member' },
  INSPECTION_COMMITTEE_MEMBER: { vi: 'Ủy viên Ủy ban Kiểm tra', en: 'inspection committee member' },
  WOMENS_BOARD_MEMBER: { vi: 'Ủy viên Ban Nữ công', en: 'women’s board member' },
  EMULATION_COUNCIL_MEMBER: { vi: 'Thành viên Hội đồng Thi đua – Khen thưởng', en: 'emulation council member' },
  EMULATION_COUNCIL_SECRETARY: {
    vi: 'Thư ký Hội đồng Thi đua – Khen thưởng',
    en: 'secretary of the emulation council',
  },
  FULL_TIME_CADRE: { vi: 'Cán bộ công đoàn chuyên trách', en: 'full-time union cadre' },
};
