/**
 * SQL for the hash that an erased message leaves in `erased_messages`. `id` is its wamid, or `'#' || <what Meta echoes of it>` for
 * one that we sent, because a status may know it by that alone. A wamid spells the phone number, so it is not kept itself.
 */
export const tombstoneHashSql = (channelId: string, id: string): string => `sha256(convert_to(${channelId} || '|' || ${id}, 'UTF8'))`;
