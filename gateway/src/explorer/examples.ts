import { seededId } from '@thidua/contracts/ids';

/** An operation that the explorer offers, ready to run. */
export interface Example {
  /** Name of the operation; the explorer's tab shows it. */
  readonly title: string;
  /** What it shows, in Vietnamese and in English; becomes the first lines of the tab. */
  readonly about: { readonly vi: string; readonly en: string };
  /** The operation. */
  readonly query: string;
  /** Its variables, when it has any. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

const AN_GIANG = seededId('unit', 'AG');

/**
 * From a group to its units, each unit's union fund and members, the nominations of the unit and their state: four
 * services in one question. Its requests and statements are counted by cross-service.e2e-spec.ts.
 */
export const CROSS_SERVICE: Example = {
  title: 'FromGroupToNominations',
  about: {
    vi: 'Từ cụm thi đua đến từng đơn vị, kinh phí, đoàn viên, hồ sơ khen thưởng và trạng thái: bốn dịch vụ, một câu hỏi.',
    en: 'From a group to its units, their union fund, members, nominations and their state: four services, one question.',
  },
  query: `query FromGroupToNominations($groupId: ID!, $year: Int!) {
  group(id: $groupId) {
    name
    units {
      code
      name
      memberCount
      members(first: 2) { nodes { fullName } }
      fundCollection(year: $year, stream: UNION_FUND) {
        budget
        collected
        ratio { display }
        byChannel { channel collected share }
      }
      nominations(first: 5) {
        nodes {
          state
          revision
          nominee { fullName }
          awardType { name }
        }
      }
    }
  }
}`,
  variables: { groupId: seededId('group', 'AG-CLUSTER-1'), year: 2020 },
};

/** The explorer's tabs, in order. Add to this list; a test holds every example to the committed supergraph. */
export const EXAMPLES: readonly Example[] = [
  {
    title: 'WhatIsInTheGraph',
    about: {
      vi: 'Những gì có thể hỏi và làm trong đồ thị (không cần đăng nhập).',
      en: 'What can be asked and done in the graph (no sign-in needed).',
    },
    query: `query WhatIsInTheGraph {
  __schema {
    queryType { fields { name description } }
    mutationType { fields { name description } }
  }
}`,
  },
  {
    title: 'MyWork',
    about: {
      vi: 'Tôi là ai, giữ chức danh gì, việc nào đang chờ tôi (hãy đăng nhập, ví dụ Chủ tịch LĐLĐ tỉnh An Giang).',
      en: 'Who I am, which mandates I hold, what waits for me (sign in, for example as the chair of An Giang).',
    },
    query: `query MyWork {
  viewer {
    member { fullName }
    mandates { id position unit { code name } from until delegation { principal { fullName } } }
    emulationTasks(first: 20) { nodes { id kind stage version dueAt } }
    awardTasks(first: 20) { nodes { id kind stage version dueAt nomination { state nominatingUnit { name } } } }
  }
}`,
  },
  {
    title: 'GroupsOfAnGiang',
    about: {
      vi: 'Ba cụm và mười khối thi đua của LĐLĐ tỉnh An Giang: đơn vị trưởng, thành viên, nguồn gốc dữ liệu.',
      en: 'The three clusters and ten blocks of An Giang: heads, members, where the data comes from.',
    },
    query: `query GroupsOfAnGiang($ownerId: ID!) {
  groups(ownerId: $ownerId, first: 20) {
    nodes {
      id
      kind
      number
      name
      head(asOf: "2020-06-30") { name }
      members(asOf: "2020-06-30") { unit { code name } from until provenance }
      events { kind year host { name } sentence }
    }
  }
}`,
    variables: { ownerId: AN_GIANG },
  },
  CROSS_SERVICE,
  {
    title: 'StatedFiguresOfAnGiang',
    about: {
      vi: 'Số liệu An Giang năm 2020 đúng như nguồn nêu: câu gốc, mức độ chính xác, cảnh báo.',
      en: 'An Giang’s figures of 2020 as the source states them: the sentence, how exact, the warnings.',
    },
    query: `query StatedFiguresOfAnGiang($ownerId: ID!) {
  statedFigures(ownerUnitId: $ownerId, first: 50) {
    nodes {
      label
      kind
      group { name }
      qualifier
      numerator
      denominator
      percent
      percentMin
      percentMax
      quantity
      unitOfMeasure
      amount
      achievement { display percent }
      warnings
      sentence
      source
    }
  }
}`,
    variables: { ownerId: AN_GIANG },
  },
  {
    title: 'ReviewsOfACycle',
    about: {
      vi: 'Sơ kết của một chu kỳ: chỉ tiêu, thực hiện, tỷ lệ và phần của từng đơn vị (đổi cycleId thành chu kỳ do npm run cycle mở để thấy số liệu).',
      en: 'Reviews of a cycle: target, actual, ratio and each unit’s part (take the cycleId of a run of npm run cycle to see figures).',
    },
    query: `query ReviewsOfACycle($cycleId: ID!) {
  cycle(id: $cycleId) {
    year
    theme
    state
    owner { name }
    targetDecisions(first: 5) { nodes { number issuedOn sentence targets { indicator { name } group { name } unit { name } value } } }
    reviews(first: 10) {
      nodes {
        group { name }
        unit { name }
        state
        lines {
          indicator { name unitOfMeasure }
          target
          targetBasis
          actual
          achievement { display percent applicable }
          warning
          contributions(first: 10) { unit { name } numerator denominator records recordedIn isRemainder }
        }
        conclusion
      }
    }
  }
}`,
    variables: { cycleId: seededId('cycle', 'AG-2020') },
  },
  {
    title: 'HistoryOfNominations',
    about: {
      vi: 'Hồ sơ khen thưởng tôi được xem và nhật ký: ai quyết định gì, khi nào, theo chức danh nào (chạy npm run cycle trước).',
      en: 'The nominations that I may see with their history: who decided what, when, by which mandate (run npm run cycle first).',
    },
    query: `query HistoryOfNominations($first: Int!) {
  nominations(first: $first) {
    nodes {
      id
      state
      revision
      awardType { name }
      nominee { fullName }
      nominatingUnit { name }
      revisions { number submittedAt returnReason }
      councilVote { members yes no abstain passed }
      decision { number decidedOn body { name } signatory { fullName } }
      skippedStages { stage reasonVi }
      history(first: 50) {
        nodes { sequence at actorKind position action reason decisionNumber workflowId hash previousHash }
      }
    }
  }
}`,
    variables: { first: 5 },
  },
];

/** As comment lines that the editor shows without being scrolled. */
function commented(text: string): string {
  return text.replaceAll(/(?=\S)(.{1,56})(?:\s+|$)/g, '# $1\n');
}

/** The text of an example's tab. */
export function tabOf(example: Example): string {
  return `${commented(example.about.vi)}${commented(example.about.en)}${example.query}\n`;
}
