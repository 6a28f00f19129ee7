import { checkImportTable } from '../import-table.ts';
import type { Step } from './step.ts';

/** Who may import whom. */
export const importRules: Step = {
  name: 'import table',
  run: async ({ root, paths }) => ({ problems: checkImportTable(root, paths) }),
};
