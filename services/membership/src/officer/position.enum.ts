import type { OfficerPosition } from '@thidua/contracts';
import { registerEnumType } from 'type-graphql';

/** Positions of officers (chức danh), the same as the contracts' OFFICER_POSITIONS. */
export enum Position {
  Chair = 'CHAIR',
  ViceChair = 'VICE_CHAIR',
  StandingCommitteeMember = 'STANDING_COMMITTEE_MEMBER',
  ExecutiveCommitteeMember = 'EXECUTIVE_COMMITTEE_MEMBER',
  InspectionCommitteeMember = 'INSPECTION_COMMITTEE_MEMBER',
  WomensBoardMember = 'WOMENS_BOARD_MEMBER',
  EmulationCouncilMember = 'EMULATION_COUNCIL_MEMBER',
  EmulationCouncilSecretary = 'EMULATION_COUNCIL_SECRETARY',
  FullTimeCadre = 'FULL_TIME_CADRE',
}

/** Fails to compile when a position of the contracts is missing here. */
export const POSITION_ORDER: readonly `${Position}`[] = Object.values(Position) satisfies OfficerPosition[];

registerEnumType(Position, {
  name: 'OfficerPosition',
  description: 'Chức danh cán bộ công đoàn. Position of a union officer; it gives the mandate to act for the unit.',
  valuesConfig: {
    Chair: { description: 'Chủ tịch; mỗi đơn vị một người tại một thời điểm. Chair; one a unit at a time.' },
    ViceChair: { description: 'Phó Chủ tịch. Vice-chair.' },
    StandingCommitteeMember: { description: 'Ủy viên Ban Thường vụ. Member of the standing committee.' },
    ExecutiveCommitteeMember: { description: 'Ủy viên Ban Chấp hành. Member of the executive committee.' },
    InspectionCommitteeMember: { description: 'Ủy viên Ủy ban Kiểm tra. Member of the inspection committee.' },
    WomensBoardMember: { description: 'Ủy viên Ban Nữ công. Member of the women’s board.' },
    EmulationCouncilMember: {
      description: 'Thành viên Hội đồng Thi đua – Khen thưởng. Member of the emulation council.',
    },
    EmulationCouncilSecretary: {
      description: 'Thư ký Hội đồng Thi đua – Khen thưởng. Secretary of the emulation council.',
    },
    FullTimeCadre: { description: 'Cán bộ công đoàn chuyên trách. Full-time union cadre.' },
  },
});
