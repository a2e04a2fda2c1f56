/** By the code of the refusal; what is not here is shown as the API words it. */
export const errorsPt = {
  unauthorized: "Sua sessão terminou. Entre de novo.",
  forbidden: "Seu papel não permite isso. Peça a quem administra.",
  "not-found": "Isto não existe mais; alguém pode ter excluído. Recarregue a página.",
  archived: "Este fluxo está arquivado. Restaure-o antes de mudar.",
  "stale-revision": "Outra pessoa salvou antes de você. Recarregue para ver a versão dela.",
  taken: "Outra pessoa acabou de salvar algo com o mesmo nome ou número. Escolha outro.",
  "number-taken": "Já há um canal com este número. Edite aquele.",
  "email-taken": "Já há um usuário com este e-mail.",
  "last-admin": "Esta é a última pessoa que administra; dê o papel a outra antes.",
  "own-account": "Você não pode desativar nem rebaixar a sua própria conta. Peça a outra pessoa que administra.",
  unavailable: "O banco de dados está ocupado ou fora de alcance; nada mudou. Tente de novo em instantes.",
  internal: "Algo deu errado do nosso lado e nada mudou. O registro do servidor tem a causa.",
  "too-large": "O arquivo é grande demais: até 4 MB.",
} as const;
