import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('studio');
if (root === null) throw new Error('The page has no element #studio to draw into.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
