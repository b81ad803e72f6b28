import { useEffect } from 'react';
import { useSettings } from './settings';

/** Tells the browser and screen readers in which language the page speaks. */
export function Language() {
  const { language } = useSettings();
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return null;
}
