import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  conflict,
  type Decisions,
  type DecisionTransaction,
  normalisedText,
  notFound,
  Provenance,
  refuse,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { charactersWithoutGlyph } from '../document/document-fonts';
import { CertificateTemplate, CertificateTemplateVersion } from './certificate-template.entity';
import type {
  CertificateContentInput,
  ChangeCertificateTemplateInput,
  DefineCertificateTemplateInput,
} from './certificate-template.input';
import { type CertificateWords, problemsOfWords, WORDS_OF_CERTIFICATE } from './certificate-text';

/** How a template is called in errors. */
export const TEMPLATE = { vi: 'mẫu giấy chứng nhận', en: 'template of certificates' };

/** What the commands on templates answer. */
export interface CertificateTemplateAnswer {
  readonly templateId: string;
}

function wordsOf(content: CertificateContentInput): CertificateWords {
  const words = {
    emblemText: normalisedText(content.emblemText),
    title: normalisedText(content.title),
    recipientText: normalisedText(content.recipientText),
    bodyText: normalisedText(content.bodyText),
    placeText: normalisedText(content.placeText),
    signatureText: normalisedText(content.signatureText),
  };
  const problems = [
    ...problemsOfWords(words),
    ...WORDS_OF_CERTIFICATE.flatMap((field) => {
      const missing = charactersWithoutGlyph(words[field]);
      return missing.length === 0
        ? []
        : [
            {
              field,
              vi: `Phông chữ không có ký tự: ${missing.join(' ')}.`,
              en: `The font has no character ${missing.join(' ')}.`,
            },
          ];
    }),
  ].map(({ field, vi, en }) => ({ field: `input.content.${field}`, vi, en }));
  const [problem, ...others] = problems;
  if (problem) {
    throw badInput(problem, ...others);
  }
  return words;
}

/** The one writer of certificate templates. */
export class CertificateTemplateService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Defines a template with its first version; the seed acts as the system. */
  define(
    actor: CommandActor,
    input: DefineCertificateTemplateInput,
    options: { readonly id?: string; readonly provenance?: Provenance } = {},
  ): Promise<CommandOutcome<CertificateTemplateAnswer>> {
    const id = options.id ?? newId();
    const { ownerUnitId } = input;
    const words = wordsOf(input.content);
    const name = normalisedText(input.name);
    return this.decisions.run<CertificateTemplateAnswer>({
      actor,
      operation: 'defineCertificateTemplate',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.CertificateTemplate, id, isNew: true },
      locks: [`certificate-template:${ownerUnitId}`],
      decide: async (transaction) => {
        await transaction.authorise('certificate-template.define', ownerUnitId, 'input.ownerUnitId');
        if (await transaction.manager.existsBy(CertificateTemplate, { ownerUnitId, name })) {
          throw refuse(
            'CERTIFICATE_TEMPLATE_NAME_TAKEN',
            `Đơn vị này đã có mẫu tên “${name}”.`,
            `This unit already has a template named “${name}”.`,
            'input.name',
          );
        }
        const template: CertificateTemplate = {
          id,
          ownerUnitId,
          name,
          version: 1,
          provenance: options.provenance ?? Provenance.Recorded,
        };
        await transaction.manager.insert(CertificateTemplate, template);
        const version = await insertVersion(transaction, template, input.content, words);
        return {
          answer: { templateId: id },
          audit: { action: 'DEFINE_CERTIFICATE_TEMPLATE', after: { template, version } },
        };
      },
    });
  }

  /** Gives a template other words from now on. */
  async change(
    actor: CommandActor,
    input: ChangeCertificateTemplateInput,
  ): Promise<CommandOutcome<CertificateTemplateAnswer>> {
    const words = wordsOf(input.content);
    const known = await this.dataSource.manager.findOneBy(CertificateTemplate, { id: input.templateId });
    if (!known) {
      throw notFound(TEMPLATE, 'input.templateId');
    }
    return this.decisions.run<CertificateTemplateAnswer>({
      actor,
      operation: 'changeCertificateTemplate',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.CertificateTemplate, id: known.id },
      decide: async (transaction) => {
        await transaction.authorise('certificate-template.define', known.ownerUnitId);
        const before = await transaction.manager.findOneByOrFail(CertificateTemplate, { id: known.id });
        if (before.version !== input.version) {
          throw conflict(
            {
              vi: `Mẫu đã được sửa thành phiên bản ${before.version}; hãy xem lại trước khi sửa.`,
              en: `The template has become version ${before.version} meanwhile; look at it before you change it.`,
            },
            { version: before.version },
          );
        }
        const template = Object.assign(new CertificateTemplate(), before, { version: before.version + 1 });
        await transaction.manager.update(CertificateTemplate, { id: known.id }, { version: template.version });
        const version = await insertVersion(transaction, template, input.content, words);
        return {
          answer: { templateId: known.id },
          audit: {
            action: 'CHANGE_CERTIFICATE_TEMPLATE',
            before: { version: before.version },
            after: { version },
          },
        };
      },
    });
  }
}

async function insertVersion(
  transaction: DecisionTransaction,
  { id, version }: CertificateTemplate,
  { orientation }: CertificateContentInput,
  words: CertificateWords,
): Promise<CertificateTemplateVersion> {
  const row: CertificateTemplateVersion = {
    templateId: id,
    version,
    orientation,
    ...words,
    recordedAt: transaction.now,
  };
  await transaction.manager.insert(CertificateTemplateVersion, row);
  return row;
}
