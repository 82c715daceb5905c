import { runSeed } from '@thidua/service-kit';
import { definition } from './definition';
import { seedAwardTallies } from './seed/award-tallies.seed';
import { seedCertificateTemplates } from './seed/certificate-templates.seed';
import { seedAwards } from './seed/award-types.seed';

void runSeed(definition, async (dependencies) => {
  await seedAwards(dependencies);
  await seedAwardTallies(dependencies);
  await seedCertificateTemplates(dependencies);
});
