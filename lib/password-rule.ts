/** NIST SP 800-63B: length is what counts, and that it is none of those that are tried first; no rules about kinds of characters. */
export const MIN_PASSWORD_LENGTH = 10;

/** Of those long enough to get this far, what people everywhere choose, and what installations are handed over with. */
const COMMON = new Set(
  `0123456789 0987654321 1234567890 12345678910 123456789a 1234567891 a123456789 987654321a 1q2w3e4r5t 1qaz2wsx3edc 1qazxsw23edc
   q1w2e3r4t5 qwertyuiop qwertyuiop123 qwerty12345 qwerty123456 asdfghjkl123 zxcvbnm123 abcdefghij abcdefghijkl abcd123456 abc1234567
   password12 password123 password1234 password12345 password123! password01 passw0rd123 p@ssw0rd123 p@ssword123 mypassword motdepasse
   iloveyou12 iloveyou123 welcome123 welcome1234 letmein123 letmein1234 trustno1234 superman123 football123 baseball123 sunshine123
   princess123 charlie123 michael123 administrator admin12345 admin123456 admin123456789 adminadmin administrador root123456 test123456
   changeme123 changeme1234 change_me_123 change-me-please temporary1 temporary123 default123 secret1234 secret12345 whatsapp123
   senha12345 senha123456 senha123456789 senha@1234 senha@12345 minhasenha minhasenha123 mudar12345 mudar123456 trocar12345 brasil2024
   brasil2025 brasil2026 brasil12345 flamengo123 corinthians corinthians123 palmeiras123 saopaulo123 gabriel123 jesus12345 deusefiel
   deusefiel123 teamo12345 siga123456 sigasiga123`
    .split(/\s+/)
    .filter(Boolean),
);

/** Why nobody may have this password; null when they may. */
export function passwordProblem(password: string): "short" | "common" | null {
  if (password.length < MIN_PASSWORD_LENGTH) return "short";
  const plain = password.normalize("NFKC").trim().toLowerCase();
  // One piece again and again: 1111111111, abcabcabcabc, senhasenha.
  return COMMON.has(plain) || /^(.{1,10})\1+$/.test(plain) ? "common" : null;
}
