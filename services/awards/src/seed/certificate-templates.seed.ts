import { derivedId, seededId } from '@thidua/contracts/ids';
import { Provenance, type ServiceDependencies } from '@thidua/service-kit';
import { CertificateOrientation } from '../certificate/certificate.enum';
import { CertificateTemplate } from '../certificate/certificate-template.entity';
import { CertificateTemplateService } from '../certificate/certificate-template.service';

/** The General Confederation owns the default template, so that every unit can use it. */
const OWNER = 'TLD';
const NAME = 'Mẫu mặc định (có thể cấu hình, cần đối chiếu văn bản)';

/** Loads the default template, our own design until a unit defines another; one that is there already is left as it is. */
export async function seedCertificateTemplates({
  dataSource,
  decisions,
}: Pick<ServiceDependencies, 'dataSource' | 'decisions'>): Promise<void> {
  const id = seededId('certificate-template', 'DEFAULT');
  if (await dataSource.manager.existsBy(CertificateTemplate, { id })) {
    return;
  }
  await new CertificateTemplateService(dataSource, decisions).define(
    { kind: 'system', name: 'seed' },
    {
      commandId: derivedId('seed-command', 'certificate-template', 'DEFAULT'),
      ownerUnitId: seededId('unit', OWNER),
      name: NAME,
      content: {
        orientation: CertificateOrientation.Landscape,
        emblemText: 'BAN CHẤP HÀNH\n{body}\nTẶNG',
        title: 'BẰNG KHEN',
        recipientText: '{recipient}\n{unit}',
        bodyText: '{award}\nĐã có thành tích xuất sắc trong phong trào thi đua và hoạt động công đoàn năm {year}.',
        placeText: 'Ngày {day} tháng {month} năm {signedYear}',
        signatureText: 'TM. BAN CHẤP HÀNH\nCHỦ TỊCH',
      },
    },
    { id, provenance: Provenance.Recorded },
  );
}
