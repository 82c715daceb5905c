import type { Reason } from '@thidua/contracts';

/** An item as the rules see it. */
export interface ItemToAnswer {
  readonly code: string;
  readonly textVi: string;
  readonly textEn: string;
  readonly isRequired: boolean;
}

/** An answer as the rules see it. */
export interface AnswerToItem {
  readonly code: string;
  readonly answer: string;
  readonly note: string | null;
}

/** Why a stage cannot be passed yet: one reason for each required item without an answer; empty when it can. */
export function unansweredItems(items: readonly ItemToAnswer[], answers: readonly AnswerToItem[]): Reason[] {
  const answered = new Set(answers.map(({ code }) => code));
  return items
    .filter(({ code, isRequired }) => isRequired && !answered.has(code))
    .map(({ code, textVi, textEn }) => ({
      code: 'CHECKLIST_UNANSWERED',
      vi: `Mục ${code} (“${textVi}”) chưa được trả lời.`,
      en: `Item ${code} (“${textEn}”) has no answer yet.`,
      field: null,
    }));
}

/** What is wrong with answers: an item that the stage does not have, one answered twice, a NO without a note. */
export function answerProblems(items: readonly ItemToAnswer[], answers: readonly AnswerToItem[]): Reason[] {
  const known = new Set(items.map(({ code }) => code));
  const problem = (code: string, index: number, field: string, vi: string, en: string): Reason => ({
    code,
    vi,
    en,
    field: `input.answers.${index}.${field}`,
  });
  return answers.flatMap(({ code, answer, note }, index) => [
    ...(known.has(code)
      ? []
      : [
          problem(
            'CHECKLIST_HAS_NO_SUCH_ITEM',
            index,
            'code',
            `Danh mục thẩm định của bước này không có mục ${code}.`,
            `The checklist of this stage has no item ${code}.`,
          ),
        ]),
    ...(answers.findIndex((other) => other.code === code) === index
      ? []
      : [
          problem(
            'CHECKLIST_ITEM_ANSWERED_TWICE',
            index,
            'code',
            `Mục ${code} được trả lời hai lần trong một lệnh.`,
            `Item ${code} is answered twice in one command.`,
          ),
        ]),
    ...(answer === 'NO' && !note
      ? [
          problem(
            'CHECKLIST_NO_NEEDS_NOTE',
            index,
            'note',
            `Mục ${code}: trả lời “không” thì phải ghi chú vì sao.`,
            `Item ${code}: a NO needs a note that says why.`,
          ),
        ]
      : []),
  ]);
}
