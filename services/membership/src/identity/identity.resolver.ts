import { CommandRefused, RequiresPermission, refusable, type RequestContext } from '@thidua/service-kit';
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver, createUnionType } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { memberOf } from '../member/member.resolver';
import { Member } from '../member/member.type';
import { LinkIdentityInput, UnlinkIdentityInput } from './identity.input';
import { IdentityService } from './identity.service';

type Context = RequestContext<MembershipLoaders>;

/** What linkIdentity did. */
@ObjectType({ description: 'Kết quả liên kết. What linkIdentity did.' })
export class LinkIdentitySuccess {
  @Field(() => Member, { description: 'Đoàn viên được liên kết. The member who is linked.' })
  member: Member;
}
/** What unlinkIdentity did. */
@ObjectType({ description: 'Kết quả gỡ liên kết. What unlinkIdentity did.' })
export class UnlinkIdentitySuccess {
  @Field(() => Member, { description: 'Đoàn viên không còn liên kết. The member whose link is gone.' })
  member: Member;
}

const LinkIdentityResult = createUnionType({
  name: 'LinkIdentityResult',
  description: 'Kết quả của linkIdentity. What linkIdentity comes to.',
  types: () => [LinkIdentitySuccess, CommandRefused] as const,
});
const UnlinkIdentityResult = createUnionType({
  name: 'UnlinkIdentityResult',
  description: 'Kết quả của unlinkIdentity. What unlinkIdentity comes to.',
  types: () => [UnlinkIdentitySuccess, CommandRefused] as const,
});

/** Links of members to the accounts they sign in with. */
@Resolver()
export class IdentityResolver {
  constructor(private readonly service: IdentityService) {}

  @Mutation(() => LinkIdentityResult, {
    description:
      'Liên kết một đoàn viên với tài khoản đăng nhập; với người đang hoặc sắp giữ chức danh, phải do đơn vị cấp trên của mọi đơn vị đó. Link a member to the account they sign in with; of somebody who holds or will hold an office it takes a mandate of a unit above every such unit.',
  })
  @RequiresPermission('identity.link', 'identity.link-officer')
  linkIdentity(
    @Arg('input', () => LinkIdentityInput, { description: 'Ai, với tài khoản nào. Whom, to which account.' })
    input: LinkIdentityInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<LinkIdentitySuccess | CommandRefused> {
    return refusable(async () => {
      const { memberId } = await this.service.link({ kind: 'person', passport }, input);
      return Object.assign(new LinkIdentitySuccess(), { member: await memberOf(loaders, memberId) });
    });
  }

  @Mutation(() => UnlinkIdentityResult, {
    description:
      'Gỡ liên kết của một đoàn viên với tài khoản: tài khoản đó không còn vào được hệ thống. Take a member’s link to an account away: the account lets nobody in any more.',
  })
  @RequiresPermission('identity.link', 'identity.link-officer')
  unlinkIdentity(
    @Arg('input', () => UnlinkIdentityInput, { description: 'Của ai, tại nơi cấp nào. Whose, of which issuer.' })
    input: UnlinkIdentityInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<UnlinkIdentitySuccess | CommandRefused> {
    return refusable(async () => {
      const { memberId } = await this.service.unlink({ kind: 'person', passport }, input);
      return Object.assign(new UnlinkIdentitySuccess(), { member: await memberOf(loaders, memberId) });
    });
  }
}
